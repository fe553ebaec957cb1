import sharp from 'sharp'

const WIDTH = 960
const HEIGHT = 640

const svg = (...parts: string[]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 960 640">${parts.join('')}</svg>`
const rect = (x: number, y: number, width: number, height: number, fill: string, more = '') =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`
const shape = (points: string, fill: string) => `<polygon points="${points}" fill="${fill}"/>`
const round = (cx: number, cy: number, r: number, fill: string, more = '') =>
  `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}" ${more}/>`

/** A path along a river at night; with lamps it can be walked. */
function path(lit: boolean): string {
  const lamps = [170, 400, 600, 760].map((x, i) => {
    const top = 150 + i * 40
    const post = rect(x, top, 10 - i, 390 - i * 62, lit ? '#8a97a8' : '#2b3442')
    return lit
      ? `${round(x + 5, top, 120 - i * 22, '#ffd27a', 'opacity="0.28"')}${post}${round(x + 5, top, 22 - i * 3, '#ffe9b0')}`
      : ''
  })
  return svg(
    rect(0, 0, WIDTH, HEIGHT, lit ? '#1c2b45' : '#0b1119'),
    rect(0, 330, WIDTH, 120, lit ? '#27476b' : '#0f1a26'),
    shape('0,640 960,640 960,560 700,430 330,430 0,600', lit ? '#6d6a63' : '#1a1d22'),
    shape('330,640 640,640 540,430 480,430', lit ? '#8f8a80' : '#20242a'),
    rect(0, 420, WIDTH, 8, lit ? '#a9b4c0' : '#2a3038'),
    ...lamps,
  )
}

/** The door of a house: three steps, or a ramp with a rail. */
function door(ramp: boolean): string {
  const steps = [0, 1, 2].map((i) => rect(380 - i * 40, 470 + i * 40, 200 + i * 80, 40, i % 2 ? '#b9b2a6' : '#a9a195'))
  return svg(
    rect(0, 0, WIDTH, HEIGHT, '#d9cdb8'),
    rect(0, 590, WIDTH, 50, '#8d8b85'),
    rect(380, 190, 200, 280, '#5d6f63'),
    rect(400, 210, 160, 260, '#76897c'),
    rect(700, 200, 150, 130, '#a7c2d1'),
    rect(110, 200, 150, 130, '#a7c2d1'),
    ...(ramp
      ? [
          shape('380,470 580,470 900,590 380,590', '#c3beb4'),
          rect(580, 388, 8, 90, '#3d6b8f'),
          rect(870, 490, 8, 96, '#3d6b8f'),
          shape('580,388 588,388 878,490 870,500', '#3d6b8f'),
        ]
      : steps),
  )
}

/** A street after rain: under water, or with grates that take it away. */
function street(dry: boolean): string {
  const grates = [180, 430, 680].map((x) => rect(x, 500, 90, 26, '#3f4247'))
  return svg(
    rect(0, 0, WIDTH, 300, '#c9d3da'),
    rect(60, 120, 240, 220, '#b58f72'),
    rect(360, 90, 260, 250, '#a9a08f'),
    rect(680, 140, 220, 200, '#b9a58c'),
    rect(0, 340, WIDTH, 300, '#7d7f80'),
    rect(0, 340, WIDTH, 50, '#b3b0a8'),
    ...(dry
      ? [...grates, ...[120, 340, 560, 780].map((x) => rect(x, 590, 120, 10, '#e8e4d8'))]
      : [
          '<ellipse cx="430" cy="520" rx="400" ry="90" fill="#8fb0c4"/>',
          '<ellipse cx="520" cy="500" rx="250" ry="44" fill="#a9c6d6"/>',
        ]),
  )
}

/** Bays at a market's gate: carts everywhere, or lines between which vans unload. */
function gate(lined: boolean): string {
  const van = (x: number, y: number, fill: string) =>
    `${rect(x, y, 130, 70, fill, 'rx="10"')}${rect(x + 96, y + 8, 30, 28, '#cfe0ea')}${round(x + 30, y + 72, 14, '#2b2b2b')}${round(x + 100, y + 72, 14, '#2b2b2b')}`
  return svg(
    rect(0, 0, WIDTH, 260, '#d4dbe0'),
    rect(160, 60, 640, 200, '#9c4b3f'),
    rect(200, 110, 560, 150, '#5b514a'),
    rect(0, 260, WIDTH, 380, '#85878a'),
    ...(lined
      ? [
          ...[150, 330, 510, 690].map((x) => rect(x, 330, 8, 230, '#f3f0e6')),
          rect(150, 560, 548, 8, '#f3f0e6'),
          van(178, 400, '#c9b458'),
          van(540, 400, '#6f8fae'),
        ]
      : [van(90, 330, '#c9b458'), van(300, 420, '#6f8fae'), van(480, 320, '#a8705c'), van(620, 470, '#7f9a72')]),
  )
}

/** What the demo's people photographed, and who did. */
const DRAWN = {
  'path-dark': { by: 'unit3', name: '步道夜间-整改前', drawing: path(false) },
  'path-lit': { by: 'unit3', name: '步道夜间-整改后', drawing: path(true) },
  'path-seen': { by: 'representative', name: '随手拍-下游三百米没灯', drawing: path(false) },
  'door-steps': { by: 'unit3', name: '单元门-整改前', drawing: door(false) },
  'door-ramp': { by: 'unit3', name: '单元门-整改后', drawing: door(true) },
  'door-seen': { by: 'member7', name: '现场核查-十一幢仍是台阶', drawing: door(false) },
  'street-wet': { by: 'unit', name: '雨后-整改前', drawing: street(false) },
  'street-dry': { by: 'unit', name: '雨后-整改后', drawing: street(true) },
  'street-seen': { by: 'representative', name: '随手拍-昨晚又积水', drawing: street(false) },
  'gate-mixed': { by: 'unit5', name: '东门早市-划线前', drawing: gate(false) },
  'gate-lined': { by: 'unit5', name: '东门早市-划线后', drawing: gate(true) },
} as const
export type Picture = keyof typeof DRAWN

export interface Drawn {
  picture: Picture
  /** The username of who took it. */
  by: string
  /** The name of the file. */
  name: string
  bytes: Buffer
}

/** The pictures of the demo as files; the same at every start. */
export async function drawn(): Promise<Drawn[]> {
  const all = Object.entries(DRAWN) as [Picture, (typeof DRAWN)[Picture]][]
  return Promise.all(
    all.map(async ([picture, { by, name, drawing }]) => ({
      picture,
      by,
      name: `${name}.png`,
      bytes: await sharp(Buffer.from(drawing)).png().toBuffer(),
    })),
  )
}
