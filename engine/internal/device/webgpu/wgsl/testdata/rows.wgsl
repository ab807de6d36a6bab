// exp, reduce_sum: 300 results, each of 1000 elements
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;
var<workgroup> shared0: array<f32, 256>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

// x, and nothing that a compiler could take for something else.
fn keep_x4(x: vec4f) -> vec4f { return bitcast<vec4f>(bitcast<vec4u>(x) ^ vec4u(uniforms[0].x)); }

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let lane = local % 128u;
  let i = group.x * 2u + local / 128u;
  var sum0 = vec4f(float_of(0x0u));
  for (var k = lane; k < 250u; k += 128u) {
    let x0 = in0[i * 250u + k];
    let v1 = select(x0, vec4f(91.0), vec4f(91.0) < x0);
    let v2 = select(v1, vec4f(-106.0), v1 < vec4f(-106.0));
    let v3 = keep_x4(v2 * 1.442695 + 1.2582912e+07);
    let v4 = v3 - 1.2582912e+07;
    let v5 = keep_x4(v4 * 0.00021219444 + keep_x4(v4 * -0.6933594 + v2));
    let v6 = (0.00019875691 * v5 + 0.0013981999) * v5 + 0.008333452;
    let v7 = (v6 * v5 + 0.041665796) * v5 + 0.16666666;
    let v8 = keep_x4((v7 * v5 + 0.5) * keep_x4(v5 * v5) + v5);
    let v9 = bitcast<vec4i>(v3) - 1262485250;
    let v10 = v9 >> vec4u(1u);
    let v11 = keep_x4((v8 + 1.0) * bitcast<vec4f>(v10 << vec4u(23u)));
    let v12 = bitcast<vec4f>((v9 - v10) << vec4u(23u));
    sum0 = sum0 + v11 * v12;
  }
  let all0 = sum0.x + sum0.y + (sum0.z + sum0.w);
  shared0[local] = all0;
  workgroupBarrier();
  if (lane < 16u) {
    for (var j = 16u; j < 128u; j += 16u) {
      shared0[local] = shared0[local] + shared0[local + j];
    }
  }
  workgroupBarrier();
  if (lane < 2u) {
    for (var j = 2u; j < 16u; j += 2u) {
      shared0[local] = shared0[local] + shared0[local + j];
    }
  }
  workgroupBarrier();
  if (lane < 1u) {
    for (var j = 1u; j < 2u; j += 1u) {
      shared0[local] = shared0[local] + shared0[local + j];
    }
  }
  workgroupBarrier();
  if (lane == 0u) {
    out0[i] = shared0[local];
  }
}
