// copy: 1 result
@group(0) @binding(0) var<storage, read_write> state: array<u32>;

@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  state[2u] = 0u;
}

// scan: 16384 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> state: array<u32>;
@group(0) @binding(2) var<storage, read> in1: array<f32>;
@group(0) @binding(3) var<storage, read_write> out0: array<f32>;
@group(0) @binding(4) var<storage, read_write> out1: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  let x0 = in0[i];
  let x1 = in1[state[2] * 16384u + i];
  let v1 = x0 * x1 - x0;
  out0[i] = v1;
  out1[state[2] * 16384u + i] = v1 * x1;
}

// copy: 1 result
@group(0) @binding(0) var<storage, read_write> state: array<u32>;

@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  let x0 = state[2u];
  state[2u] = x0 + 1u;
}
