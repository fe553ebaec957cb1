/** Where everything is in the bag of one matter: a BagIt 1.0 bag (RFC 8493) in a folder named by number or id. */
export const BAG = {
  declaration: 'bagit.txt',
  info: 'bag-info.txt',
  manifest: 'manifest-sha512.txt',
  tagManifest: 'tagmanifest-sha512.txt',
  /** One event a line, as RFC 8785 text, in the order of the record. */
  record: 'data/record.jsonl',
  /** One checkpoint a line, as RFC 8785 text, in the order of `seq`. */
  checkpoints: 'data/checkpoints.jsonl',
  /** The files that the record tells of, each named by the SHA-256 of its bytes. */
  attachments: 'data/attachments/',
  /** The public key under the checkpoints, as PEM. */
  key: 'data/server-key.pem',
  /** The record for people, without scripts, and the same as plain text. */
  page: 'data/minutes.html',
  text: 'data/minutes.txt',
  /** The minutes of a session as Word has them, once they were proposed. */
  word: 'data/会议纪要.docx',
  metadata: 'data/metadata.json',
  catalogue: 'data/metadata.xml',
} as const
