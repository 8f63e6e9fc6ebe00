import { defineErrors } from '#kernel';

/** What may go wrong with teams, suggestions and help by other departments. */
export const dispatchErrors = defineErrors('operations', {
  noTeam: { status: 404, en: 'There is no such team', zh: '没有该处置队伍' },
  noVehicle: { status: 404, en: 'There is no such vehicle', zh: '没有该车辆' },
  noSuggestion: { status: 404, en: 'There is no such suggestion', zh: '没有该派单建议' },
  noAid: { status: 404, en: 'There is no such request for help', zh: '没有该增援请求' },
  noFill: { status: 404, en: 'There is no such offer of help', zh: '没有该增援队伍' },
  unknownSkill: { status: 422, en: 'No such skill: {name}', zh: '没有该技能：{name}' },
  unknownVehicle: { status: 422, en: 'No such kind of vehicle: {name}', zh: '没有该车辆类型：{name}' },
  teamNameTaken: { status: 409, en: 'The department already has a team of this name', zh: '本部门已有同名队伍' },
  plateTaken: { status: 409, en: 'A vehicle with this plate is already entered', zh: '该号牌的车辆已登记' },
  notYourTeam: { status: 403, en: 'Only somebody of the team or the duty desk may do this', zh: '仅该队伍成员或值班调度可以操作' },
  placeAhead: { status: 422, en: 'A place cannot be reported for a time to come', zh: '不能上报未来时间的位置' },
  teamCannot: {
    status: 409,
    en: 'This team cannot take the task: {reason}',
    zh: '该队伍不能承担此任务：{reasonZh}',
  },
  assignedMeanwhile: { status: 409, en: 'Somebody else has assigned this task meanwhile', zh: '他人已在此期间指派该任务' },
  notConfirmed: { status: 409, en: 'This was not confirmed, or was taken back already', zh: '该建议尚未确认，或确认已撤回' },
  aidOver: { status: 409, en: 'This request for help is over', zh: '该增援请求已结束' },
  aidOwnTeam: { status: 422, en: 'Help comes from another department', zh: '增援须由其他部门提供' },
  aidNotYours: { status: 403, en: 'Only the department that asked may do this', zh: '仅发起增援请求的部门可以操作' },
  aidEnough: { status: 409, en: 'As many teams as were asked for have come', zh: '增援队伍数量已满足请求' },
  aidBusy: { status: 409, en: 'This team is already offered or lent', zh: '该队伍已在增援或待确认' },
});
