import type { RouteRecordRaw } from 'vue-router'
import type { TextKey } from '../i18n/i18n.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Name of the place, in the window's title and in the palette. */
    title: TextKey
    /** The place of the rail that stands for it, where its address does not say so. */
    place?: string
    /** Fills the window, without rail and bar: for a screen in a hall. */
    alone?: boolean
    /** For whoever has the address, signed in or not. */
    open?: boolean
  }
}

/** Every page of the client. Pages are loaded when first opened; the sign-in page stands before all of them. */
export const ROUTES: readonly RouteRecordRaw[] = [
  { path: '/', redirect: '/desk' },
  {
    path: '/desk',
    name: 'desk',
    component: () => import('../features/desk/DeskView.vue'),
    meta: { title: 'shell.places.desk' },
  },
  {
    path: '/proposals',
    component: () => import('../features/list/ProposalsView.vue'),
    meta: { title: 'shell.places.proposals' },
    children: [
      { path: '', name: 'proposals', component: () => import('../features/list/PickOne.vue') },
      {
        path: ':id/:tab(text|handling|answer|discussion|cosigners|versions|record)?',
        name: 'proposal',
        component: () => import('../features/proposal/ProposalPage.vue'),
        props: true,
        meta: { title: 'shell.places.proposal' },
      },
    ],
  },
  {
    path: '/suggestions',
    component: () => import('../features/list/ProposalsView.vue'),
    meta: { title: 'shell.places.suggestions', place: 'proposals' },
    children: [
      { path: '', name: 'suggestions', component: () => import('../features/list/PickOne.vue') },
      {
        path: ':id/:tab(text|discussion|record)?',
        name: 'suggestion',
        component: () => import('../features/suggestion/SuggestionPage.vue'),
        props: true,
        meta: { title: 'shell.places.suggestion' },
      },
    ],
  },
  {
    path: '/supervisions',
    component: () => import('../features/supervision/list/ThreadsView.vue'),
    meta: { title: 'shell.places.supervisions' },
    children: [
      { path: '', name: 'supervisions', component: () => import('../features/supervision/list/PickThread.vue') },
      {
        path: ':id/:tab(overview|progress|seen|discussion|record)?',
        name: 'supervision',
        component: () => import('../features/supervision/SupervisionPage.vue'),
        props: true,
        meta: { title: 'shell.places.supervision' },
      },
    ],
  },
  {
    path: '/supervise/:draft?',
    name: 'supervise',
    component: () => import('../features/supervision/opening/OpenView.vue'),
    props: true,
    meta: { title: 'shell.places.supervise', place: 'supervisions' },
  },
  {
    path: '/services',
    component: () => import('../features/service/list/ServicesView.vue'),
    meta: { title: 'shell.places.services' },
    children: [
      { path: '', name: 'services', component: () => import('../features/service/list/PickService.vue') },
      {
        path: ':id/:tab(overview|discussion|record)?',
        name: 'service',
        component: () => import('../features/service/ServicePage.vue'),
        props: true,
        meta: { title: 'shell.places.service' },
      },
    ],
  },
  {
    path: '/answers',
    component: () => import('../features/service/list/AnswersView.vue'),
    meta: { title: 'shell.places.answers', place: 'services' },
    children: [
      { path: '', name: 'answers', component: () => import('../features/service/list/PickAnswer.vue') },
      {
        path: ':id/:tab(text|record)?',
        name: 'answer',
        component: () => import('../features/service/AnswerPage.vue'),
        props: true,
        meta: { title: 'shell.places.answer' },
      },
    ],
  },
  {
    path: '/ask/:draft?',
    name: 'ask',
    component: () => import('../features/service/writing/AskView.vue'),
    props: true,
    meta: { title: 'shell.places.ask', place: 'services' },
  },
  {
    path: '/consultations',
    component: () => import('../features/consultation/list/ConsultationsView.vue'),
    meta: { title: 'shell.places.consultations' },
    children: [
      { path: '', name: 'consultations', component: () => import('../features/consultation/list/PickSession.vue') },
      {
        path: ':id/:tab(overview|agenda|people|polls|statements|outcome|minutes|discussion|order|record|replay)?',
        name: 'consultation',
        component: () => import('../features/consultation/SessionPage.vue'),
        props: true,
        meta: { title: 'shell.places.consultation' },
      },
    ],
  },
  {
    path: '/consultations/:id/room',
    name: 'room',
    component: () => import('../features/consultation/room/RoomView.vue'),
    props: true,
    meta: { title: 'shell.places.room' },
  },
  {
    path: '/consultations/:id/screen',
    name: 'screen',
    component: () => import('../features/consultation/room/ScreenView.vue'),
    props: true,
    meta: { title: 'shell.places.screen', alone: true },
  },
  {
    path: '/convene/:draft?',
    name: 'convene',
    component: () => import('../features/consultation/writing/ConveneView.vue'),
    props: true,
    meta: { title: 'shell.places.convene', place: 'consultations' },
  },
  {
    path: '/matters/:id/:tab?',
    name: 'matter',
    component: () => import('./MatterGate.vue'),
    props: true,
    meta: { title: 'shell.places.matter' },
  },
  {
    path: '/table',
    name: 'table',
    component: () => import('../features/list/TableView.vue'),
    meta: { title: 'shell.places.table', place: 'proposals' },
  },
  {
    path: '/roster',
    name: 'roster',
    component: () => import('../features/list/RosterView.vue'),
    meta: { title: 'shell.places.roster', place: 'proposals' },
  },
  {
    path: '/suggest',
    name: 'suggest',
    component: () => import('../features/suggestion/SuggestView.vue'),
    meta: { title: 'shell.places.suggest', place: 'proposals' },
  },
  {
    path: '/insight',
    name: 'insight',
    component: () => import('../features/statistics/StatisticsView.vue'),
    meta: { title: 'shell.places.insight' },
  },
  {
    path: '/drafts',
    name: 'drafts',
    component: () => import('../features/writing/DraftsView.vue'),
    meta: { title: 'shell.places.drafts' },
  },
  {
    path: '/write/:draft?',
    name: 'write',
    component: () => import('../features/writing/WritingView.vue'),
    props: true,
    meta: { title: 'shell.places.write' },
  },
  {
    path: '/archive',
    component: () => import('../features/archive/ArchiveView.vue'),
    meta: { title: 'shell.places.archive' },
    children: [
      { path: '', name: 'archive', component: () => import('../features/archive/PickKept.vue') },
      {
        path: ':id',
        name: 'kept',
        component: () => import('../features/archive/KeptPage.vue'),
        props: true,
        meta: { title: 'shell.places.kept' },
      },
    ],
  },
  {
    path: '/notices',
    name: 'notices',
    component: () => import('../features/notices/NoticesView.vue'),
    meta: { title: 'shell.places.notices' },
  },
  {
    path: '/admin/:part(people|units|regions|sectors|categories|templates|clocks|calendar|record)?',
    name: 'admin',
    component: () => import('../features/admin/AdminView.vue'),
    props: ({ params }) => ({ part: params.part ?? '' }),
    meta: { title: 'shell.places.admin' },
  },
  {
    path: '/invite/:code?',
    name: 'invite',
    component: () => import('../features/invite/InviteView.vue'),
    props: ({ params }) => ({ code: params.code ?? '' }),
    meta: { title: 'shell.places.invite', alone: true, open: true },
  },
  {
    path: '/settings',
    name: 'settings',
    component: () => import('../features/settings/SettingsView.vue'),
    meta: { title: 'shell.places.settings' },
  },
  {
    path: '/:missing(.*)*',
    name: 'missing',
    component: () => import('./MissingView.vue'),
    meta: { title: 'shell.places.missing' },
  },
]
