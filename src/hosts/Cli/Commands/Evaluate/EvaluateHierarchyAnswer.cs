using Kirana.Pipelines.Forecast.Hierarchies;

namespace Kirana.Cli.Commands.Evaluate;

/// <summary>How ways of making the forecasts of a hierarchy agree compare.</summary>
/// <param name="Model">The forecaster of every series.</param>
/// <param name="Series">Series of all levels.</param>
/// <param name="Levels">The levels, coarse before fine.</param>
/// <param name="Horizon">Steps ahead.</param>
/// <param name="Windows">Rolling origins.</param>
/// <param name="Methods">The ways, minimum trace with a shrunken covariance first.</param>
/// <param name="Seconds">Wall seconds.</param>
internal sealed record EvaluateHierarchyAnswer(
    string Model, int Series, IReadOnlyList<string> Levels, int Horizon, int Windows, IReadOnlyList<HierarchyMethodAnswer> Methods, double Seconds)
{
    /// <summary>Describes a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="seconds">Wall seconds.</param>
    public static EvaluateHierarchyAnswer Of(HierarchyResult result, double seconds) => new(
        result.Model, result.Series, result.Levels, result.Horizon, result.Windows, [.. result.Methods.Select(HierarchyMethodAnswer.Of)], seconds);
}
