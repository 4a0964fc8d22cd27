class Kernels(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def conv(self, x: Tensor, weight: Tensor, stride: List[int], padding: List[int], dilation: List[int], groups: int, dtype: int) -> Tensor:
    y = torch.conv2d(x.to(dtype), weight.to(dtype), None, stride, padding, dilation, groups)
    return y.to(6)
  def leaky_relu_in_place(self, x: Tensor, slope: float) -> Tensor:
    return torch.leaky_relu_(x, slope)
  def sums_of_squares(self, arrays: List[Tensor]) -> Tensor:
    sums = annotate(List[Tensor], [])
    for array in arrays:
      sums.append(torch.sum(torch.square(array)))
    return torch.stack(sums)
  def sgd(self, weights: List[Tensor], gradients: List[Tensor], buffers: List[Tensor], rate: float, decay: float, scale: float, momentum: float) -> Tensor:
    steps = torch._foreach_mul(gradients, scale)
    torch._foreach_add_(steps, weights, alpha=decay)
    torch._foreach_mul_(steps, rate)
    torch._foreach_mul_(buffers, momentum)
    torch._foreach_add_(buffers, steps)
    torch._foreach_sub_(weights, buffers)
    torch._foreach_zero_(gradients)
    return weights[0]
