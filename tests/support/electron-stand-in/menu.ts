interface Template {
  id?: string
  label?: string
  role?: string
  type?: string
  accelerator?: string
  submenu?: Template[] | Menu
  click?: (item: MenuItem, window: unknown, event: object) => void
}

/** `MenuItem`: what a template says, with `click()` to press it. */
export class MenuItem {
  readonly id: string
  readonly label: string
  readonly role: string | undefined
  readonly type: string
  readonly accelerator: string | undefined
  readonly submenu: Menu | undefined
  readonly #template: Template

  constructor(template: Template) {
    this.#template = template
    this.id = template.id ?? ''
    this.label = template.label ?? ''
    this.role = template.role?.toLowerCase()
    this.type = template.type ?? (template.submenu ? 'submenu' : 'normal')
    this.accelerator = template.accelerator
    this.submenu = Array.isArray(template.submenu) ? new Menu(template.submenu) : template.submenu
  }
  click() {
    this.#template.click?.(this, undefined, {})
  }
}

/** `Menu`. What pops up is kept in `lastPopup`. */
export class Menu {
  static #application: Menu | null = null
  static lastPopup: Menu | null = null
  static buildFromTemplate = (template: Template[]) => new Menu(template)
  static setApplicationMenu = (menu: Menu | null) => (Menu.#application = menu)
  static getApplicationMenu = () => Menu.#application
  readonly items: MenuItem[]

  constructor(template: Template[] = []) {
    this.items = template.map((entry) => new MenuItem(entry))
  }
  popup() {
    Menu.lastPopup = this
  }
  getMenuItemById(id: string): MenuItem | null {
    const below = this.items.flatMap((item) => [item, ...(item.submenu?.items ?? [])])
    return below.find((item) => item.id === id) ?? null
  }
}
