// lt, and: 7 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<u32>;
@group(0) @binding(2) var<storage, read_write> out0: array<u32>;

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 7u) { return; }
  let x0 = in0[i];
  let x1 = in1[i] != 0u;
  out0[i] = u32(x1 & (x0 < x0));
}
