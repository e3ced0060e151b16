using Kirana.Forecast.Arima;
using Kirana.Forecast.Autoregression;
using Kirana.Forecast.ComplexSmoothing;
using Kirana.Forecast.Decomposition;
using Kirana.Forecast.Intermittent;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;
using Kirana.Forecast.Theta;
using Kirana.Forecast.Trend;

namespace Kirana.Forecast.Models;

/// <summary>Every kind of elementary model by its name.</summary>
internal static class ModelKinds
{
    private static readonly Dictionary<string, Entry> s_all = new(StringComparer.Ordinal);

    // The first four are named by every model file, the others where they occur.
    static ModelKinds()
    {
        Add<NaiveKind>();
        Add<SeasonalNaiveKind>();
        Add<SimpleSmoothingKind>();
        Add<ThetaKind>();
        Names = [.. s_all.Keys];
        Add<SmoothingKind>();
        Add<AutoregressionKind>();
        Add<MstlKind>();
        Add<OptimisedThetaKind>();
        Add<DynamicThetaKind>();
        Add<RateKind<Croston>>();
        Add<RateKind<SyntetosBoylan>>();
        Add<RateKind<TeunterSyntetosBabai>>();
        Add<BucketKind<Adida>>();
        Add<BucketKind<Imapa>>();
        Add<ArimaKind>();
        Add<ComplexKind>();
        Add<AdditiveTrendKind>();
        Add<RecentMedianKind>();
    }

    /// <summary>How a kind forecasts.</summary>
    public delegate void Means(ModelState state, Span<double> mean);

    /// <summary>How a kind tells its distribution.</summary>
    public delegate bool Distribution(ModelState state, int horizon, ReadOnlySpan<double> levels, Span<double> quantiles);

    /// <summary>The kinds every model file names.</summary>
    public static IReadOnlyList<string> Names { get; }

    /// <summary>A kind by its name, or <see langword="null"/>.</summary>
    public static Entry? Find(string name) => s_all.GetValueOrDefault(name);

    private static void Add<TKind>() where TKind : IModelKind =>
        s_all.Add(TKind.Name, new Entry(TKind.Name, TKind.Fault, TKind.Predict, TKind.TryPredict, TKind.Update));

    /// <summary>What a kind can do; see <see cref="IModelKind"/>.</summary>
    public sealed record Entry(
        string Name, Func<ModelState, (string Column, string Expected, string Found)?> Fault, Means Predict, Distribution TryPredict,
        Func<ModelState, double, ModelState?> Update);
}
