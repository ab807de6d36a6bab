// Page → either worker

/** Run programs on this device from now on. */
export interface DeviceRequest {
  type: 'device';
  id: number;
  device: string;
}

// Either worker → page

export interface DeviceReply {
  type: 'device';
  id: number;
  device: string;
  /** What `auto` has measured so far, in sentences: from how much work on which programs are quicker on the GPU. */
  measured: string[];
}

/** What the user should hear of although it answers no request: a device was lost, and what became of the work. */
export interface NoticeMessage {
  type: 'notice';
  id: number;
  message: string;
}
