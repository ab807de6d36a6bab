// lt, reduce_sum, reduce_and: 130 results, each of 5000 elements in 70 parts
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
@group(0) @binding(2) var<storage, read_write> out1: array<u32>;
@group(0) @binding(3) var<uniform> uniforms: array<vec4u, 1>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 9100u) { return; }
  let i1 = i % 130u;
  var sum0 = float_of(0x0u);
  var sum1 = true;
  for (var k2 = i / 130u; k2 < 4760u; k2 += 280u) {
    let x0 = in0[i1 + k2 * 130u];
    sum0 = sum0 + x0;
    sum1 = sum1 & (x0 < 2.0);
    let x1 = in0[i1 + (k2 + 70u) * 130u];
    sum0 = sum0 + x1;
    sum1 = sum1 & (x1 < 2.0);
    let x2 = in0[i1 + (k2 + 140u) * 130u];
    sum0 = sum0 + x2;
    sum1 = sum1 & (x2 < 2.0);
    let x3 = in0[i1 + (k2 + 210u) * 130u];
    sum0 = sum0 + x3;
    sum1 = sum1 & (x3 < 2.0);
  }
  for (var k2 = 4760u + i / 130u; k2 < 5000u; k2 += 70u) {
    let x0 = in0[i1 + k2 * 130u];
    sum0 = sum0 + x0;
    sum1 = sum1 & (x0 < 2.0);
  }
  out0[i] = sum0;
  out1[i] = u32(sum1);
}

// reduce_sum, reduce_and: 130 results, each of 70 elements
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<u32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;
@group(0) @binding(3) var<storage, read_write> out1: array<u32>;
@group(0) @binding(4) var<uniform> uniforms: array<vec4u, 1>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 130u) { return; }
  var sum0 = float_of(0x0u);
  var sum1 = true;
  for (var k1 = 0u; k1 < 68u; k1 += 4u) {
    sum0 = sum0 + in0[i + k1 * 130u];
    sum1 = sum1 & (in1[i + k1 * 130u] != 0u);
    sum0 = sum0 + in0[i + (k1 + 1u) * 130u];
    sum1 = sum1 & (in1[i + (k1 + 1u) * 130u] != 0u);
    sum0 = sum0 + in0[i + (k1 + 2u) * 130u];
    sum1 = sum1 & (in1[i + (k1 + 2u) * 130u] != 0u);
    sum0 = sum0 + in0[i + (k1 + 3u) * 130u];
    sum1 = sum1 & (in1[i + (k1 + 3u) * 130u] != 0u);
  }
  for (var k1 = 68u; k1 < 70u; k1++) {
    sum0 = sum0 + in0[i + k1 * 130u];
    sum1 = sum1 & (in1[i + k1 * 130u] != 0u);
  }
  out0[i] = sum0;
  out1[i] = u32(sum1);
}
