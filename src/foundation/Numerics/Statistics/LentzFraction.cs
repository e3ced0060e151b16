namespace Kirana.Numerics.Statistics;

/// <summary>A continued fraction b₀ + a₁ / (b₁ + a₂ / (b₂ + …)) from its front, by Lentz's method as Thompson and Barnett, "Coulomb and Bessel
/// functions of complex arguments and order", 1986, § 4, have it.</summary>
internal struct LentzFraction
{
    private const double Settled = 1e-15;
    private const double Tiny = 1e-300;

    private double _c;
    private double _d;

    /// <summary>Begins.</summary>
    /// <param name="first">b₀.</param>
    public LentzFraction(double first) => Value = _c = Away(first);

    /// <summary>The value so far.</summary>
    public double Value { get; private set; }

    /// <summary>Whether the last step changed nothing any more.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Takes one more step.</summary>
    /// <param name="numerator">aₙ.</param>
    /// <param name="denominator">bₙ.</param>
    public void Add(double numerator, double denominator)
    {
        _d = 1 / Away(denominator + numerator * _d);
        _c = Away(denominator + numerator / _c);
        Value *= _c * _d;
        IsSettled = Math.Abs(_c * _d - 1) < Settled;
    }

    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
