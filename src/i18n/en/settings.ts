import type { Shape } from '../shape.ts'
import type { settings as zh } from '../zh-CN/settings.ts'

export const settings: Shape<typeof zh> = {
  title: 'Settings',
  look: 'Display',
  theme: 'Theme',
  themes: {
    system: 'As the system',
    light: 'Light',
    dark: 'Dark',
    contrast: 'High contrast',
  },
  size: 'Text size',
  sizes: {
    standard: 'Standard',
    large: 'Large',
    elder: 'Senior',
    extra: 'Extra large',
  },
  sizeHint: 'Senior enlarges text and buttons and raises the contrast.',
  language: '语言 / Language',
  languages: {
    'zh-CN': '中文',
    en: 'English',
  },
  alerts: 'Alerts',
  notifications: 'Tell me when something needs me',
  notificationsHint: 'As a system notification, without the text of discussions.',
  notificationsBlocked:
    'The system does not allow notifications. Please allow them in the settings of the browser or system.',
  server: 'Server',
  address: 'Address',
  fingerprint: 'Key fingerprint',
  fingerprintHint:
    'Compare it with the fingerprint your committee publishes. If they agree, records are signed by this server.',
  copy: 'Copy fingerprint',
  copied: 'Fingerprint copied.',
  noKey: 'No key yet',
  about: 'About',
  version: 'Version',
  client: 'Running as',
  desktop: 'Desktop client',
  browser: 'In the browser',
  sample: 'Preview',
  sampleText: 'Open a community canteen so that the elderly who live alone get a warm meal.',
}
