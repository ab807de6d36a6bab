// 6 × 4 elements, 1 operations each, 1 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<vec4f>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 6u) { return; }
  let i0 = i;
  let x0 = vec4f(in0[i0], in0[i0 + 6u], in0[i0 + 12u], in0[i0 + 18u]);
  let x1 = in1[5u - i0];
  out0[i] = x0 + x1;
}
