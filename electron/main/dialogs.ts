import { app, type BrowserWindow, dialog } from 'electron';
import { join } from 'node:path';
import type { PickPurpose } from '../../shared/contract/host.ts';

/** Paths that a person chooses in a dialog of the system; empty where nothing was chosen. */
export async function pickPaths(
  window: BrowserWindow,
  purpose: PickPurpose,
  suggested: string,
): Promise<string[]> {
  const documents = app.getPath('documents');
  if (purpose === 'new-case') {
    const { filePath } = await dialog.showSaveDialog(window, {
      title: 'Where the new case shall lie',
      buttonLabel: 'Make case',
      defaultPath: join(documents, suggested),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return filePath === '' ? [] : [filePath];
  }
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: purpose === 'case' ? 'Open a case' : 'Add evidence',
    buttonLabel: purpose === 'case' ? 'Open' : 'Add',
    defaultPath: documents,
    properties: purpose === 'case' ? ['openDirectory'] : ['openFile', 'multiSelections'],
  });
  return filePaths;
}

export type LeaveChoice = 'stay' | 'keep-running' | 'cancel-jobs';

/** What shall become of jobs that run when the last window closes. */
export async function askLeave(window: BrowserWindow | null, jobs: number): Promise<LeaveChoice> {
  const question = {
    type: 'question' as const,
    message: jobs === 1 ? 'A job is still running.' : `${jobs} jobs are still running.`,
    detail:
      'Keep it running without a window, and Exhibit ends when it is done; or cancel it: the case is then as it was before.',
    buttons: ['Keep running', 'Cancel and quit', 'Stay'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
  const { response } =
    window === null
      ? await dialog.showMessageBox(question)
      : await dialog.showMessageBox(window, question);
  return (['keep-running', 'cancel-jobs', 'stay'] as const)[response] ?? 'stay';
}
