// what XML 1.0 cannot hold, even escaped
const UNWRITABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/** A text with U+FFFD in place of every character that no XML file may hold; it still wants to be escaped. */
export const writable = (text: string): string => text.replace(UNWRITABLE, '\u{fffd}')
