export const redaction = {
  ask: '依规删除',
  askOf: '依规删除{name}的随手拍内容',
  title: '依规删除内容',
  text: '文字、修改前的文字和只在这里出现的附件，将从服务器和每台电脑的归档中永久删除，不能恢复。记录保留它的位置和校验值，并写明由谁、何时、为何删除。',
  said: '将删除{name}的这段内容',
  reason: '原因对所有人显示。请勿在原因中重复要删除的内容。',
  confirm: '永久删除',
  done: '内容已依规删除。',
  gone: '内容已由{who}于 {at} 依规删除：{reason}',
  goneOf: '{name}的这条发言，内容已由{who}于 {at} 依规删除：{reason}',
}
