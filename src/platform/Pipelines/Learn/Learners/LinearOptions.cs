using Kirana.Learn.Linear;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>The options of linear models.</summary>
internal static class LinearOptions
{
    private const string PenaltyRange = "above 0";
    private const string Standardised = "the price is of coefficients of features divided by their deviation";
    private const string Intercept = "there is a free intercept";

    public static OptionTable<LinearRegression> LeastSquares { get; } = new OptionTable<LinearRegression>(new LinearRegression())
        .Flag("with-intercept", Intercept, l => l.WithIntercept, (l, v) => l with { WithIntercept = v });

    public static OptionTable<RidgeRegression> Ridge { get; } = new OptionTable<RidgeRegression>(new RidgeRegression { Standardises = true })
        .Number("penalty", PenaltyRange, "price of a squared coefficient", l => l.Penalty, (l, v) => l with { Penalty = v })
        .Flag("standardises", Standardised, l => l.Standardises, (l, v) => l with { Standardises = v })
        .Flag("with-intercept", Intercept, l => l.WithIntercept, (l, v) => l with { WithIntercept = v });

    public static OptionTable<ElasticNet> ElasticNet { get; } = new OptionTable<ElasticNet>(new ElasticNet())
        .NumberOrNone("penalty", PenaltyRange, "λ; none finds it by cross-validation", (l, v) => l with { Penalty = v })
        .Number("l1-share", "above 0 to 1", "share of the price that is of absolute coefficients; 1 is the lasso", l => l.L1Share, (l, v) => l with { L1Share = v })
        .Whole("steps", "from 2", "number of λ on the path", l => l.Steps, (l, v) => l with { Steps = v })
        .NumberOrNone("least-share", "above 0, below 1", "last λ of the path as a share of the first", (l, v) => l with { LeastShare = v })
        .Whole("folds", "from 3", "parts of cross-validation", l => l.Folds, (l, v) => l with { Folds = v })
        .Flag("simplest", "take the largest λ within one standard error of the best", l => l.Simplest, (l, v) => l with { Simplest = v })
        .Flag("standardises", Standardised, l => l.Standardises, (l, v) => l with { Standardises = v })
        .Flag("with-intercept", Intercept, l => l.WithIntercept, (l, v) => l with { WithIntercept = v })
        .Number("tolerance", PenaltyRange, "duality gap that is enough, as a share of half the target's variance", l => l.Tolerance, (l, v) => l with { Tolerance = v })
        .Whole("most-sweeps", "from 1", "most sweeps for one λ", l => l.MostSweeps, (l, v) => l with { MostSweeps = v });

    public static OptionTable<LogisticRegression> Logistic { get; } = new OptionTable<LogisticRegression>(new LogisticRegression { Standardises = true })
        .Number("penalty", "from 0", "price of coefficients", l => l.Penalty, (l, v) => l with { Penalty = v })
        .Number("l1-share", "0 to 1", "share of the price that is of absolute coefficients, which makes useless ones 0", l => l.L1Share, (l, v) => l with { L1Share = v })
        .Flag("standardises", Standardised, l => l.Standardises, (l, v) => l with { Standardises = v })
        .Flag("with-intercept", Intercept, l => l.WithIntercept, (l, v) => l with { WithIntercept = v })
        .Number("tolerance", PenaltyRange, "largest derivative at the end", l => l.Tolerance, (l, v) => l with { Tolerance = v })
        .Whole("most-steps", "from 1", "most steps", l => l.MostSteps, (l, v) => l with { MostSteps = v });

    public static OptionTable<StochasticGradientRegression> Stochastic { get; } = new OptionTable<StochasticGradientRegression>(new StochasticGradientRegression())
        .Number("learning-rate", PenaltyRange, "size of a step", l => l.LearningRate, (l, v) => l with { LearningRate = v })
        .Word("schedule", "how the learning rate falls",
            [("constant", RateSchedule.Constant), ("inverse-time", RateSchedule.InverseTime), ("exponential", RateSchedule.Exponential), ("linear", RateSchedule.Linear)], l => l.Schedule, (l, v) => l with { Schedule = v })
        .Number("decay", PenaltyRange, "how fast it falls", l => l.Decay, (l, v) => l with { Decay = v })
        .Number("momentum", "from 0, below 1", "share of the last step that goes on", l => l.Momentum, (l, v) => l with { Momentum = v })
        .Flag("is-nesterov", "the gradient is taken where the momentum leads to", l => l.IsNesterov, (l, v) => l with { IsNesterov = v })
        .Whole("epochs", "from 1", "most passes over the rows", l => l.Epochs, (l, v) => l with { Epochs = v })
        .Whole("batch-rows", "from 1", "rows of a step", l => l.BatchRows, (l, v) => l with { BatchRows = v })
        .Whole("history-every", "from 1", "epochs between looks at the loss", l => l.HistoryEvery, (l, v) => l with { HistoryEvery = v })
        .Number("least-gain", "from 0, below 1", "end where the loss fell by no greater share since the last look; 0 never", l => l.LeastGain, (l, v) => l with { LeastGain = v })
        .Flag("standardises", "features are centred and divided by their deviation", l => l.Standardises, (l, v) => l with { Standardises = v })
        .Flag("with-intercept", Intercept, l => l.WithIntercept, (l, v) => l with { WithIntercept = v });

    public static OptionTable<HuberRegression> Huber { get; } = new OptionTable<HuberRegression>(new HuberRegression { Standardises = true })
        .Number("epsilon", "above 1", "errors beyond so many deviations count by their size, not its square", l => l.Epsilon, (l, v) => l with { Epsilon = v })
        .Number("penalty", "from 0", "price of a squared coefficient", l => l.Penalty, (l, v) => l with { Penalty = v })
        .Flag("standardises", Standardised, l => l.Standardises, (l, v) => l with { Standardises = v })
        .Flag("with-intercept", Intercept, l => l.WithIntercept, (l, v) => l with { WithIntercept = v })
        .Number("tolerance", PenaltyRange, "largest derivative at the end", l => l.Tolerance, (l, v) => l with { Tolerance = v })
        .Whole("most-steps", "from 1", "most steps", l => l.MostSteps, (l, v) => l with { MostSteps = v });

    public static OptionTable<QuantileRegression> Quantile { get; } = new OptionTable<QuantileRegression>(new QuantileRegression { Standardises = true })
        .Number("quantile", "above 0, below 1", "which quantile is predicted", l => l.Quantile, (l, v) => l with { Quantile = v })
        .Number("penalty", "from 0", "price of an absolute coefficient", l => l.Penalty, (l, v) => l with { Penalty = v })
        .Flag("standardises", Standardised, l => l.Standardises, (l, v) => l with { Standardises = v })
        .Flag("with-intercept", Intercept, l => l.WithIntercept, (l, v) => l with { WithIntercept = v })
        .Number("tolerance", PenaltyRange, "duality gap that is enough", l => l.Tolerance, (l, v) => l with { Tolerance = v })
        .Whole("most-steps", "from 1", "most steps", l => l.MostSteps, (l, v) => l with { MostSteps = v });

    public static OptionTable<PoissonRegression> Poisson { get; } = new OptionTable<PoissonRegression>(new PoissonRegression { Standardises = true })
        .Number("penalty", "from 0", "price of a squared coefficient", l => l.Penalty, (l, v) => l with { Penalty = v })
        .Flag("standardises", Standardised, l => l.Standardises, (l, v) => l with { Standardises = v })
        .Flag("with-intercept", Intercept, l => l.WithIntercept, (l, v) => l with { WithIntercept = v })
        .Number("tolerance", PenaltyRange, "largest derivative at the end", l => l.Tolerance, (l, v) => l with { Tolerance = v })
        .Whole("most-steps", "from 1", "most steps", l => l.MostSteps, (l, v) => l with { MostSteps = v });
}
