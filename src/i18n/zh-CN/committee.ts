/** Words of the administrative record 行政记录. */
export const committeeCommands = {
  committee: { begin: '建立行政记录' },
  account: {
    add: '添加人员',
    change: '修改人员',
    suspend: '停用账户',
    restore: '恢复账户',
    invite: '发出邀请',
  },
  roster: { import: '导入名册' },
  unit: { put: '保存单位', retire: '停用单位' },
  region: { put: '保存区划', retire: '停用区划' },
  sector: { put: '保存界别', retire: '停用界别' },
  category: { put: '保存类别', retire: '停用类别' },
  template: { put: '保存模板', remove: '删除模板' },
  clock: { 'set-rule': '修改时限规则', 'set-day': '调整工作日历' },
}

export const committeeEvents = {
  committee: {
    begun: '行政记录建立：当时有 {people} 人、{units} 个单位',
    'rule-set': '{who}修改时限“{rule}”：{length}',
    'day-work': '{who}将 {day} 定为工作日（{name}）',
    'day-off': '{who}将 {day} 定为休息日（{name}）',
  },
  account: {
    noted: '{person}列入行政记录：{seat}',
    added: '{who}添加{person}：{seat}',
    changed: '{who}修改{person}：{seat}',
    renamed: '{who}修改{person}的姓名或用户名：{seat}',
    suspended: '{who}停用{person}的账户',
    restored: '{who}恢复{person}的账户',
    invited: '{who}邀请{person}，{until}前有效',
    joined: '{person}接受邀请并设置了密码',
  },
  roster: { imported: '{who}导入 {n} 人：{people}' },
  unit: { listed: '{who}保存单位“{name}”', retired: '{who}停用单位“{name}”' },
  region: { listed: '{who}保存区划“{name}”', retired: '{who}停用区划“{name}”' },
  sector: { listed: '{who}保存界别“{name}”', retired: '{who}停用界别“{name}”' },
  category: { listed: '{who}保存类别“{name}”', retired: '{who}停用类别“{name}”' },
  template: { kept: '{who}保存模板“{name}”', removed: '{who}删除一个模板' },
}

export const committeeRefusals = {
  invalid: {
    'confirm-name': '所填的名称与对象不一致。请照原样填写。',
    'person-unknown': '所选的单位、界别或区划不存在。请重新选择。',
    'person-retired': '所选的单位、界别或区划已停用。请重新选择。',
    'person-missing': '承办单位人员必须选择单位。',
    'too-long': '邀请最长有效三十天。请选择较近的日期。',
    'region-level': '下级区划的级别必须低于上级。请检查级别和上级区划。',
    'workdays-only': '这条时限只能按工作日计算。请改选工作日。',
    'weak-password': '密码需要 8 至 128 个字符，且不能与用户名相同。请重新设置。',
  },
  forbidden: {
    'confirm-password': '这项操作需要再次输入密码。请输入后重试。',
    'wrong-password': '密码不正确。请重新输入。',
  },
  'not-found': {
    'no-invitation': '邀请无效：可能已使用、已过期或已被新的邀请取代。请向管理员索取新的邀请。',
    'unknown-region': '找不到这个区划，或已停用。请重新选择。',
    'unknown-sector': '找不到这个界别。请刷新后重试。',
    'unknown-category': '找不到这个类别。请刷新后重试。',
    'unknown-rule': '找不到这条时限规则。请刷新后重试。',
  },
  conflict: {
    'account-exists': '这个人员已经添加过了，不必再次添加。',
    'username-taken': '这个用户名已有人使用。请换一个。',
    'last-administrator': '这是最后一位可用的管理员，不能停用，也不能取消其管理员身份。请先另设一位管理员。',
    'import-faults': '有些行不符合要求，一行也没有导入。请按提示修改后重新导入。',
    'in-use': '仍有人员、单位或下级区划属于它，不能停用。请先调整。',
    suspended: '账户已停用，不能邀请。请先恢复。',
    'category-twice': '已有同名的类别。请换一个名称。',
    'last-category': '至少要保留一个类别。',
    'too-many': '数量已达上限。请先删除不用的。',
  },
}

/** In a line, for notices. */
export const committeeTurns = {
  committee: {
    begun: '行政记录已建立',
    'rule-set': '{who}修改了时限规则',
    'day-set': '{who}调整了工作日历',
  },
  account: {
    noted: '{who}登记了一个账户',
    added: '{who}添加了人员',
    changed: '{who}修改了人员',
    suspended: '{who}停用了账户',
    restored: '{who}恢复了账户',
    invited: '{who}发出了邀请',
    joined: '有人接受了邀请',
  },
  roster: {
    imported: '{who}导入了名册',
  },
  unit: {
    listed: '{who}保存了单位',
    retired: '{who}停用了单位',
  },
  region: {
    listed: '{who}保存了区划',
    retired: '{who}停用了区划',
  },
  sector: {
    listed: '{who}保存了界别',
    retired: '{who}停用了界别',
  },
  category: {
    listed: '{who}保存了类别',
    retired: '{who}停用了类别',
  },
  template: {
    kept: '{who}保存了模板',
    removed: '{who}删除了模板',
  },
}
