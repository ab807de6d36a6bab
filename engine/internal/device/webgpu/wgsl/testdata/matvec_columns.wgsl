// 1 × 32 products of vectors of length 100000, 32 invocations each
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read> in1: array<f32>;
@group(0) @binding(2) var<storage, read_write> out0: array<vec4f>;
var<workgroup> sums: array<vec4f, 256>;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let lane = local / 8u;
  let part = group.x % 97u;
  let first = part * 1032u;
  let end = min(first + 1032u, 100000u);
  let unit = group.x / 97u * 8u + local % 8u;
  var sum = vec4f();
  var k = first + lane;
  for (; k + 96u < end; k += 128u) {
    let a0 = in0[unit + k * 8u];
    let b0 = in1[k];
    let a1 = in0[unit + (k + 32u) * 8u];
    let b1 = in1[k + 32u];
    let a2 = in0[unit + (k + 64u) * 8u];
    let b2 = in1[k + 64u];
    let a3 = in0[unit + (k + 96u) * 8u];
    let b3 = in1[k + 96u];
    sum = fma(a0, vec4f(b0), sum);
    sum = fma(a1, vec4f(b1), sum);
    sum = fma(a2, vec4f(b2), sum);
    sum = fma(a3, vec4f(b3), sum);
  }
  for (; k < end; k += 32u) {
    let a0 = in0[unit + k * 8u];
    let b0 = in1[k];
    sum = fma(a0, vec4f(b0), sum);
  }
  var total = sum;
  sums[local] = total;
  for (var step = 16u; step > 0u; step /= 2u) {
    workgroupBarrier();
    if (lane < step) {
      total += sums[local + step * 8u];
      sums[local] = total;
    }
  }
  if (lane == 0u) {
    out0[part * 8u + unit] = total;
  }
}

// 1 × 32 sums of length 97, 16 invocations each
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4f>;
var<workgroup> sums: array<vec4f, 128>;

@compute @workgroup_size(128)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let lane = local / 8u;
  let unit = group.x * 8u + local % 8u;
  var sum = vec4f();
  var k = lane;
  for (; k < 97u; k += 16u) {
    let a0 = in0[unit + k * 8u];
    sum += a0;
  }
  var total = sum;
  sums[local] = total;
  for (var step = 8u; step > 0u; step /= 2u) {
    workgroupBarrier();
    if (lane < step) {
      total += sums[local + step * 8u];
      sums[local] = total;
    }
  }
  if (lane == 0u) {
    out0[unit] = total;
  }
}
