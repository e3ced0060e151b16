using Kirana.Forecast.Arima.Likelihood;

namespace Kirana.Forecast.Arima;

/// <summary>Everything that fixes a model but the variance of its errors.</summary>
/// <remarks>With w the differenced series and z = w − constant: φ(B) Φ(Bᵐ) z = θ(B) Θ(Bᵐ) ε, φ(B) = 1 − φ₁B − …, θ(B) = 1 + θ₁B + …. Signs as
/// in R.</remarks>
public sealed record ArimaParameters
{
    /// <summary>The order; the numbers below are as many as it says.</summary>
    public required ArimaOrder Order { get; init; }

    /// <summary>φ; stationary.</summary>
    public double[] Ar { get; init; } = [];

    /// <summary>Φ; stationary.</summary>
    public double[] SeasonalAr { get; init; } = [];

    /// <summary>θ; invertible, or on the border of it.</summary>
    public double[] Ma { get; init; } = [];

    /// <summary>Θ; invertible, or on the border of it.</summary>
    public double[] SeasonalMa { get; init; } = [];

    /// <summary>The mean of the series where nothing is differenced; with one difference, seasonal or not, the drift: what a step adds on
    /// average. 0 without a constant.</summary>
    public double Constant { get; init; }

    /// <summary>The mean of the differenced series.</summary>
    internal double Mean(int season) => Order is { Differences: 0, SeasonalDifferences: 1 } ? Constant * season : Constant;

    /// <summary>The constant of a mean.</summary>
    internal static double ConstantOf(ArimaOrder order, double mean, int season) =>
        order is { Differences: 0, SeasonalDifferences: 1 } ? mean / season : mean;

    /// <summary>The partial autocorrelations of all factors, as the likelihood's search has them.</summary>
    internal double[] Point() =>
        [.. PartialAutocorrelations.Of(Ar, 1), .. PartialAutocorrelations.Of(SeasonalAr, 1), .. PartialAutocorrelations.Of(Ma, -1), .. PartialAutocorrelations.Of(SeasonalMa, -1)];

    /// <summary>The parameters of a point.</summary>
    internal static ArimaParameters At(ArimaOrder order, ReadOnlySpan<double> point, double constant)
    {
        var seasonal = order.Ar + order.SeasonalAr;
        return new ArimaParameters
        {
            Order = order, Constant = constant,
            Ar = PartialAutocorrelations.Coefficients(point[..order.Ar], 1),
            SeasonalAr = PartialAutocorrelations.Coefficients(point[order.Ar..seasonal], 1),
            Ma = PartialAutocorrelations.Coefficients(point.Slice(seasonal, order.Ma), -1),
            SeasonalMa = PartialAutocorrelations.Coefficients(point[(seasonal + order.Ma)..], -1),
        };
    }

    /// <exception cref="ArgumentException">A number is out of its range; every fault is named.</exception>
    internal void Check()
    {
        Order.Check();
        var faults = new List<string>();
        foreach (var (name, given, count, isAr) in new[]
        {
            ("Ar", Ar, Order.Ar, true), ("SeasonalAr", SeasonalAr, Order.SeasonalAr, true), ("Ma", Ma, Order.Ma, false), ("SeasonalMa", SeasonalMa, Order.SeasonalMa, false),
        })
        {
            if (given.Length != count)
                faults.Add($"{name} has {given.Length} numbers; {Order} has {count}.");
            else if (!Array.TrueForAll(PartialAutocorrelations.Of(given, isAr ? 1 : -1), one => isAr ? Math.Abs(one) < 1 : Math.Abs(one) <= 1 + 1e-8))
                faults.Add($"{name} is not {(isAr ? "stationary" : "invertible")}: {string.Join(", ", given)}.");
        }

        if (!double.IsFinite(Constant) || (!Order.HasConstant && Constant != 0))
            faults.Add($"The constant is {Constant}; it must be finite, and 0 where {Order} has none.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
