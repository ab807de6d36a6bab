// while: 1 result
@group(0) @binding(0) var<storage, read_write> out0: array<u32>;

@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  let v1 = 0;
  out0[0u] = u32(v1 < 7);
}

// copy: 1 result
@group(0) @binding(0) var<storage, read_write> out0: array<i32>;

@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  out0[0u] = 0;
}

// copy: 1 result
@group(0) @binding(0) var<storage, read> in0: array<u32>;
@group(0) @binding(1) var<storage, read_write> state: array<u32>;

@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  let v1 = u32(i32(in0[0u] != 0u) - 1 == i32(i));
  state[i + 1u] = v1;
}

// while: 1 result
@group(0) @binding(0) var<storage, read> state: array<u32>;
@group(0) @binding(1) var<storage, read> in0: array<i32>;
@group(0) @binding(2) var<storage, read_write> out0: array<i32>;
@group(0) @binding(3) var<storage, read_write> out1: array<i32>;

@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (state[1] == 0u) { return; }
  let i = id.x;
  let x0 = in0[0u];
  out0[0u] = x0 + 1;
  out1[0u] = i32(x0 < 3);
}

// copy: 2 results
@group(0) @binding(0) var<storage, read> in0: array<i32>;
@group(0) @binding(1) var<storage, read_write> state: array<u32>;

@compute @workgroup_size(2)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  let x2 = state[1u];
  let v1 = max(min(in0[0u], 1), 0) - 0 == i32(i);
  state[i + 3u] = u32(v1 & (x2 != 0u));
}

// while: 16384 results
@group(0) @binding(0) var<storage, read> state: array<u32>;
@group(0) @binding(1) var<storage, read> in0: array<f32>;
@group(0) @binding(2) var<storage, read> in1: array<f32>;
@group(0) @binding(3) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (state[3] == 0u) { return; }
  let i = id.x;
  out0[i] = in0[i] * in1[i];
}

// while: 16384 results
@group(0) @binding(0) var<storage, read> state: array<u32>;
@group(0) @binding(1) var<storage, read> in0: array<f32>;
@group(0) @binding(2) var<storage, read> in1: array<f32>;
@group(0) @binding(3) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (state[4] == 0u) { return; }
  let i = id.x;
  out0[i] = in0[i] - in1[i];
}

// while: 1 result
@group(0) @binding(0) var<storage, read> state: array<u32>;
@group(0) @binding(1) var<storage, read> in0: array<i32>;
@group(0) @binding(2) var<storage, read_write> out0: array<u32>;

@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (state[1] == 0u) { return; }
  let i = id.x;
  out0[0u] = u32(in0[0u] < 7);
}

// copy: 16384 results
@group(0) @binding(0) var<storage, read> state: array<u32>;
@group(0) @binding(1) var<storage, read> in0: array<f32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (state[1] == 0u) { return; }
  let i = id.x;
  out0[i] = in0[i];
}
