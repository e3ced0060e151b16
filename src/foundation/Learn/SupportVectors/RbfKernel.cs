using Kirana.Numerics.Kernels;

namespace Kirana.Learn.SupportVectors;

/// <summary>exp(−γ‖x − z‖²). The distance is summed as such: ‖x‖² + ‖z‖² − 2xᵀz loses the digits of near rows far from 0.</summary>
internal sealed record RbfKernel(double? Gamma) : Kernel
{
    public override string Name => "rbf";

    internal override bool IsOfDistances => true;

    internal override void Apply(Span<float> values)
    {
        Scale.By(-(float)Gamma!.Value, values);
        Elementary.Exp(values, values);
    }

    internal override Kernel With(double usual) => this with { Gamma = Gamma ?? usual };

    internal override string? Fault => Gamma is null or > 0 and < double.PositiveInfinity ? null : $"γ is {Gamma}; expected a finite number above 0";
}
