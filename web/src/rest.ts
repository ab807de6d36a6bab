/**
 * Pauses what plays while nobody can see the page, and lets it go on afterwards. It is there to be watched and timed, and
 * browsers give a page in the background less of the machine, or stop it.
 */
export function restWhileHidden(playing: () => boolean, send: (action: 'pause' | 'play') => void): void {
  let resting = false;
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      resting = playing();
      if (resting) send('pause');
    } else if (resting) {
      resting = false;
      send('play');
    }
  });
}
