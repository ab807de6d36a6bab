// 6 × 4 elements, 1 operations each, 1 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<f32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 24u) { return; }
  let i1 = i % 4u;
  let i0 = i / 4u;
  let x0 = in0[i0 + i1 * 6u];
  let x1 = in1[i1 + 20u - i0 * 4u];
  out0[i] = x0 + x1;
}
