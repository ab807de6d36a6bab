// add: 6 × 4 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<vec4f>;

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 6u) { return; }
  let x0 = vec4f(in0[i], in0[i + 6u], in0[i + 12u], in0[i + 18u]);
  let x1 = in1[5u - i];
  out0[i] = x0 + x1;
}
