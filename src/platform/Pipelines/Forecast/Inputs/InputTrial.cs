using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>Whether something the shop knows makes its forecasts better: forecasts with it beside forecasts without, on the held-out end.</summary>
/// <param name="Input">What was tried: <c>stock-outs</c>, <c>holidays</c>, <c>offers</c>, <c>outliers</c> repaired; <c>all used</c> for those used together.</param>
/// <param name="Used">Whether it is used: it is where forecasts with it were not worse, of outliers better beyond chance at each of them, at times before the held-out end.</param>
/// <param name="Series">The series compared.</param>
/// <param name="With">Their mean RMSSE with it and the other inputs used, by point forecasts.</param>
/// <param name="Without">With the other inputs used alone; of all used, with nothing but the units sold.</param>
/// <param name="Difference">With less without, and the limits of 95 % by a paired bootstrap over the series; below 0 is a gain.</param>
public sealed record InputTrial(string Input, bool Used, int Series, double With, double Without, Interval Difference);
