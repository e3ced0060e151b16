namespace Kirana.Learn.SupportVectors;

/// <summary>(γ·xᵀz + r)^d.</summary>
internal sealed record PolynomialKernel(int Degree, double? Gamma, double Coefficient) : Kernel
{
    public override string Name => "polynomial";

    internal override void Apply(Span<float> values)
    {
        var (gamma, coefficient) = ((float)Gamma!.Value, (float)Coefficient);
        foreach (ref var value in values)
        {
            var factor = float.FusedMultiplyAdd(gamma, value, coefficient);
            value = factor;
            for (var power = 1; power < Degree; power++)
                value *= factor;
        }
    }

    internal override Kernel With(double usual) => this with { Gamma = Gamma ?? usual };

    internal override string? Fault =>
        Degree is < 1 or > 100 ? $"the degree is {Degree}; expected 1 to 100"
        : Gamma is not (null or > 0 and < double.PositiveInfinity) ? $"γ is {Gamma}; expected a finite number above 0"
        : double.IsFinite(Coefficient) ? null : $"r is {Coefficient}; expected a finite number";
}
