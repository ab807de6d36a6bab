// add: 64 results
@group(0) @binding(0) var<storage, read> in0: array<u32>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read> in2: array<vec4f>;
@group(0) @binding(3) var<storage, read> in3: array<vec4f>;
@group(0) @binding(4) var<storage, read> in4: array<vec4f>;
@group(0) @binding(5) var<storage, read> in5: array<vec4f>;
@group(0) @binding(6) var<storage, read> in6: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> out0: array<vec4f>;
@group(0) @binding(8) var<uniform> uniforms: array<vec4u, 1>;

// x, and nothing that a compiler could take for something else.
fn keep_x4(x: vec4f) -> vec4f { return bitcast<vec4f>(bitcast<vec4u>(x) ^ vec4u(uniforms[0].x)); }

@compute @workgroup_size(16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  let x0 = vec4f(bitcast<f32>(in0[i * 4u]), bitcast<f32>(in0[i * 4u + 1u]), bitcast<f32>(in0[i * 4u + 2u]), bitcast<f32>(in0[i * 4u + 3u]));
  let x1 = vec4f(bitcast<f32>(in0[64u + i * 4u]), bitcast<f32>(in0[64u + i * 4u + 1u]), bitcast<f32>(in0[64u + i * 4u + 2u]), bitcast<f32>(in0[64u + i * 4u + 3u]));
  let x2 = vec4f(bitcast<f32>(in0[128u + i * 4u]), bitcast<f32>(in0[128u + i * 4u + 1u]), bitcast<f32>(in0[128u + i * 4u + 2u]), bitcast<f32>(in0[128u + i * 4u + 3u]));
  let x3 = vec4f(bitcast<f32>(in0[192u + i * 4u]), bitcast<f32>(in0[192u + i * 4u + 1u]), bitcast<f32>(in0[192u + i * 4u + 2u]), bitcast<f32>(in0[192u + i * 4u + 3u]));
  let x4 = in1[i];
  let x5 = in2[i];
  let x6 = in3[i];
  let x7 = in4[i];
  let x8 = in5[i];
  let x9 = in6[i];
  let v1 = keep_x4(keep_x4(keep_x4(x0 + x1) + x2) + x3);
  let v2 = keep_x4(keep_x4(keep_x4(v1 + x4) + x5) + x6);
  out0[i] = keep_x4(keep_x4(v2 + x7) + x8) + x9;
}
