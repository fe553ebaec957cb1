/** Faces of official documents by their Chinese names, under which Word and WPS know them (GB/T 9704—2012). */
export const FACES = {
  title: '方正小标宋简体',
  heading: '黑体',
  body: '仿宋_GB2312',
  quote: '楷体_GB2312',
} as const
