// scatter-max: 999 results
@group(0) @binding(0) var<storage, read> in0: array<i32>;
@group(0) @binding(1) var<storage, read_write> out0: array<i32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 999u) { return; }
  let x0 = in0[i];
  out0[i] = x0;
}

// scatter-max: 5000 results
@group(0) @binding(0) var<storage, read> in0: array<i32>;
@group(0) @binding(1) var<storage, read> in1: array<i32>;
@group(0) @binding(2) var<storage, read_write> out0: array<atomic<i32>>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 5000u) { return; }
  let x0 = in0[i];
  let place = u32(clamp(in1[i], 0, 998));
  atomicMax(&out0[place], x0);
}
