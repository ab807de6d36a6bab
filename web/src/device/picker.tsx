/** Chooses the device that programs, trainings and heat maps compute on. */
import { chooseDevice, device, deviceNotice, DEVICES, hasGpu, lookForGpu, type DeviceName } from './state';
import { Why } from './why';

const NAMES: Record<DeviceName, string> = {
  auto: 'Auto',
  host: 'Go',
  wasm: 'WebAssembly',
  gpu: 'GPU',
};

export function DevicePicker() {
  const offered = DEVICES.filter((name) => name !== 'gpu' || hasGpu.value || device.value === 'gpu');
  return (
    <div class="device-picker">
      <label>
        <span class="device-label">Compute on</span>
        <select
          class="field"
          value={device.value}
          onFocus={() => void lookForGpu()}
          onChange={(event) => chooseDevice(event.currentTarget.value as DeviceName)}
        >
          {offered.map((name) => (
            <option key={name} value={name} disabled={name === 'gpu' && hasGpu.value === false}>
              {NAMES[name]}
            </option>
          ))}
        </select>
      </label>
      <Why />
    </div>
  );
}

/** A device was lost, or cannot be used: said politely, over the page, which does not move, until it is dismissed. */
export function DeviceNotice() {
  return (
    <div class="device-notice" role="status">
      {deviceNotice.value !== '' && (
        <p class="card remark">
          {deviceNotice.value}
          <button
            type="button"
            class="button quiet"
            aria-label="Dismiss"
            onClick={() => (deviceNotice.value = '')}
          >
            ×
          </button>
        </p>
      )}
    </div>
  );
}
