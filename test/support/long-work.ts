import { type AnyModule, closed, defineModule, job, jobType } from '#kernel';

const unit = { en: 'steps', zh: '步' };

/** Work that goes on until somebody cancels it. */
export const longWork = jobType('endurance.run', { en: 'Endless counting', zh: '持续计数' }, closed({}));

/** A module with one job that lasts, for those who watch and cancel it. */
export const endurance: AnyModule = defineModule<object>({
  name: 'endurance',
  title: { en: 'Endurance', zh: '耐力测试' },
  purpose: 'Give tests a job that lasts.',
  dependsOn: [],
  migrations: null,
  tables: {},
  profiles: [],
  permissions: {},
  purposes: [],
  publishes: [],
  consumes: [],
  ports: [],
  jobs: [
    job({
      type: longWork,
      async run({ signal, progress }) {
        for (let done = 1; !signal.aborted; done++) {
          progress({ done, total: 10_000, unit });
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      },
    }),
  ],
  routes: [],
  portal: [],
  console: [],
  contributes: {},
});
