namespace Kirana.Learn.Histograms;

/// <summary>The greatest |gradient| and |hessian| of some rows, as the bits of floats, which have the order of the numbers.</summary>
/// <param name="Gradient">The bits of the greatest |gradient|.</param>
/// <param name="Hessian">The bits of the greatest hessian.</param>
internal readonly record struct PairRange(int Gradient, int Hessian)
{
    private const int UnitBits = 20;
    private const int Infinity = 0x7F80_0000;

    /// <summary>Whether every number was finite.</summary>
    public bool IsFinite => Gradient < Infinity && Hessian < Infinity;

    /// <summary>By which power of two a gradient is multiplied to be counted in units.</summary>
    public int GradientScale => Scale(Gradient);

    /// <summary>By which power of two a hessian is multiplied to be counted in units.</summary>
    public int HessianScale => Scale(Hessian);

    /// <summary>The range of the rows of both.</summary>
    public PairRange With(PairRange other) => new(Math.Max(Gradient, other.Gradient), Math.Max(Hessian, other.Hessian));

    /// <summary>The greatest number has 2¹⁹ to 2²⁰ units, fewer where their power of two would be no float.</summary>
    private static int Scale(int bits) => Math.Clamp(UnitBits - 1 - (bits == 0 ? 0 : Math.ILogB(BitConverter.Int32BitsToSingle(bits))), -126, 127);
}
