// add: 4 × 6 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 24u) { return; }
  let i1 = i % 6u;
  let x0 = in0[i];
  out0[i] = x0 + f32(i32(i1));
}
