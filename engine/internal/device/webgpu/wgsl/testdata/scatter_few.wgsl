// scatter-add: 9 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 9u) { return; }
  let x0 = in0[i];
  out0[i] = x0;
}

// scatter-add: 5 results, each of 5 elements
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<i32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  for (var k0 = 0u; k0 < 5u; k0++) {
    let x0 = in0[k0];
    let x1 = out0[u32(clamp(in1[k0], 0, 8))];
    out0[u32(clamp(in1[k0], 0, 8))] = x1 + x0;
  }
}
