namespace Kirana.Numerics.Statistics;

/// <summary>An estimate with the limits of its uncertainty.</summary>
/// <param name="Estimate">The value estimated from all data.</param>
/// <param name="Lower">The lower limit.</param>
/// <param name="Upper">The upper limit.</param>
public readonly record struct Interval(double Estimate, double Lower, double Upper);
