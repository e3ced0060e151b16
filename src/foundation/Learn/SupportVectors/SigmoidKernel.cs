using Kirana.Numerics.Kernels;

namespace Kirana.Learn.SupportVectors;

/// <summary>tanh(γ·xᵀz + r).</summary>
internal sealed record SigmoidKernel(double? Gamma, double Coefficient) : Kernel
{
    public override string Name => "sigmoid";

    internal override void Apply(Span<float> values)
    {
        var (gamma, coefficient) = ((float)Gamma!.Value, (float)Coefficient);
        foreach (ref var value in values)
            value = float.FusedMultiplyAdd(gamma, value, coefficient);
        Elementary.Tanh(values, values);
    }

    internal override Kernel With(double usual) => this with { Gamma = Gamma ?? usual };

    internal override string? Fault => double.IsFinite(Gamma ?? 0) && double.IsFinite(Coefficient) ? null : $"γ and r are {Gamma} and {Coefficient}; expected finite numbers";
}
