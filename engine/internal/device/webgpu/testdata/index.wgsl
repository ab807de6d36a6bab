// add: 4 × 6 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 24u) { return; }
  let i1 = i % 6u;
  out0[i] = in0[i] + f32(i32(i1));
}
