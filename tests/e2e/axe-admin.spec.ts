import { dialog, lookAt, type State } from './axe.ts'

const STATES: State[] = [
  ...['people', 'units', 'regions', 'sectors', 'categories', 'templates', 'clocks', 'calendar', 'record'].map(
    (part) => ({
      as: 'admin',
      at: `/admin/${part}`,
    }),
  ),
  ...['添加人员', '导入', /^停用/, /^修改/, /^邀请/].map((name) => ({
    as: 'admin',
    at: '/admin/people',
    open: dialog(name),
  })),
  { as: 'admin', at: '/admin/units', open: dialog('添加单位') },
  { as: 'admin', at: '/admin/regions', open: dialog('添加区划') },
  { as: 'admin', at: '/admin/templates', open: dialog('添加模板') },
  { as: 'admin', at: '/admin/clocks', open: dialog(/^修改/) },
  { as: 'admin', at: '/admin/calendar', open: dialog('设定一天') },
  { as: 'moderator', at: '/admin' },
]

lookAt(STATES)
