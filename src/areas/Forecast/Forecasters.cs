using Kirana.Forecast.Arima;
using Kirana.Forecast.Autoregression;
using Kirana.Forecast.Choice;
using Kirana.Forecast.ComplexSmoothing;
using Kirana.Forecast.Decomposition;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Intermittent;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;
using Kirana.Forecast.Theta;
using Kirana.Forecast.Trend;

namespace Kirana.Forecast;

/// <summary>The learners by the names commands and reports use.</summary>
public static class Forecasters
{
    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [
            ElementaryModel.Naive, ElementaryModel.SeasonalNaive, ElementaryModel.SimpleSmoothing, ElementaryModel.Theta, MedianEnsemble.Median,
            ElementaryModel.Ets, HoltTrend.Holt, DampedTrend.Damped, HoltWinters.Winters, ArimaKind.Arima,
            ElementaryModel.SeasonalAutoregression, ElementaryModel.Mstl, ElementaryModel.OptimisedTheta, ElementaryModel.DynamicTheta,
            Croston.Method, SyntetosBoylan.Method, TeunterSyntetosBabai.Method, Adida.Method, Imapa.Method,
            AutoEnsemble.Auto, AutoFast, AutoThorough,
            ElementaryModel.ComplexSmoothing, ElementaryModel.AdditiveTrend, RecentMedianKind.Median, AutoMean,
        ];

    private const string AutoFast = AutoEnsemble.Auto + "-fast";
    private const string AutoMean = AutoEnsemble.Auto + "-mean";
    private const string AutoThorough = AutoEnsemble.Auto + "-thorough";

    /// <summary>Makes a learner with its defaults.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="seasons">The seasons of the data in steps, at least one. Seasonal naive repeats the longest; the ensemble gets a
    /// further seasonal naive member for each after the first; the autoregression, the decomposition and the additive trend follow all; the
    /// others follow the first, with which they are fitted.</param>
    /// <exception cref="ArgumentException">There is no such learner, or no season.</exception>
    public static IForecaster Create(string name, params IReadOnlyList<int> seasons)
    {
        ArgumentNullException.ThrowIfNull(seasons);
        if (seasons.Count == 0)
            throw new ArgumentException("At least one season is expected, 1 for none.", nameof(seasons));
        return name switch
        {
            ElementaryModel.Naive => new SeasonalNaive { Season = 1 },
            ElementaryModel.SeasonalNaive => new SeasonalNaive { Season = seasons.Max() },
            ElementaryModel.SimpleSmoothing => new SimpleSmoothing(),
            ElementaryModel.Theta => new ThetaMethod(),
            ElementaryModel.OptimisedTheta => new OptimisedTheta(),
            ElementaryModel.DynamicTheta => new DynamicTheta(),
            ElementaryModel.ComplexSmoothing => new ComplexExponentialSmoothing(),
            ElementaryModel.AdditiveTrend => new AdditiveTrend { Seasons = seasons },
            ElementaryModel.Ets => new ExponentialSmoothing(),
            HoltTrend.Holt => new HoltTrend(),
            DampedTrend.Damped => new DampedTrend(),
            HoltWinters.Winters => new HoltWinters(),
            ElementaryModel.SeasonalAutoregression => new SeasonalAutoregression { Seasons = seasons },
            ElementaryModel.Mstl => new MstlMethod { Seasons = seasons },
            Croston.Method => new Croston(),
            SyntetosBoylan.Method => new SyntetosBoylan(),
            TeunterSyntetosBabai.Method => new TeunterSyntetosBabai(),
            Adida.Method => new Adida(),
            Imapa.Method => new Imapa(),
            ArimaKind.Arima => new ArimaMethod(),
            AutoEnsemble.Auto => new AutoEnsemble { Seasons = seasons },
            AutoFast => new AutoEnsemble { Seasons = seasons, Tier = CostTier.Fast },
            AutoThorough => new AutoEnsemble { Seasons = seasons, Tier = CostTier.Thorough },
            AutoMean => new AutoEnsemble { Seasons = seasons, Loss = PointLoss.Squared },
            RecentMedianKind.Median => new RecentMedian(),
            MedianEnsemble.Median when seasons.Count == 1 => new MedianEnsemble(),
            MedianEnsemble.Median => new MedianEnsemble
            {
                Members = [.. new MedianEnsemble().Members, .. seasons.Skip(1).Select(season => new SeasonalNaive { Season = season })],
            },
            _ => throw new ArgumentException($"There is no forecaster '{name}'; there are {string.Join(", ", Names)}.", nameof(name)),
        };
    }
}
