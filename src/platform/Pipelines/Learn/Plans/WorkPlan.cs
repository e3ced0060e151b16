using System.Text.Json;
using System.Text.Json.Serialization;
using Kirana.Data;

namespace Kirana.Pipelines.Learn.Plans;

/// <summary>What a comparison will do, settled before anything runs: a function of the table's shape, the limits, the budget and the seed. The clock
/// has no say in it, so the same plan gives the same model.</summary>
/// <param name="Shape">The table's shape.</param>
/// <param name="BudgetSeconds">Wall seconds it is made for, and at which a run of it is cut short.</param>
/// <param name="Seed">The seed of folds and fits.</param>
/// <param name="Rows">Rows that are compared on; fewer than the table's where it is large. The winner learns from all.</param>
/// <param name="OuterFolds">Folds that judge.</param>
/// <param name="InnerFolds">Folds, inside the training rows of each of those, by which settings are chosen; 0 where nothing is tuned.</param>
/// <param name="Candidates">What is compared.</param>
/// <param name="Stacks">Whether a weighted mean of the candidates takes part.</param>
/// <param name="Work">CPU seconds by the cost model.</param>
/// <param name="IsShort">Whether the budget is too short for more than the smallest comparison.</param>
public sealed record WorkPlan(
    TableShape Shape, double BudgetSeconds, ulong Seed, int Rows, int OuterFolds, int InnerFolds, IReadOnlyList<PlannedCandidate> Candidates, bool Stacks, double Work, bool IsShort)
{
    /// <summary>How settings are searched for; a list of them by default.</summary>
    public SettingSearch Search { get; init; }

    /// <summary>What was thought of and has no place in it; none by default.</summary>
    public IReadOnlyList<SkippedPart> Skipped { get; init; } = [];

    /// <summary>Fits in all, without those of the winner on all rows.</summary>
    [JsonIgnore]
    public int Fits => Candidates.Sum(candidate => OuterFolds * (1 + (InnerFolds > 0 && candidate.Tries > 0 ? InnerFolds * (candidate.Tries + 1) + 1 : 0)));

    /// <summary>The plan as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PlanJson.Default.WorkPlan);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="DataException"><c>bad-plan</c>.</exception>
    public static WorkPlan Parse(string json, string file)
    {
        try
        {
            var plan = JsonSerializer.Deserialize(json, PlanJson.Default.WorkPlan) ?? throw new JsonException("it is null");
            if (plan.Shape is null || plan.Candidates is not { Count: > 0 } || plan.OuterFolds < 2 || plan.InnerFolds is < 0 or 1 || plan.Rows < 4 || !(plan.BudgetSeconds > 0)
                || plan.Candidates.Any(candidate => candidate is not { Settings.Count: > 0, Ranges: not null, Trials: >= 0 } || (candidate.Trials > 0) != (candidate.Ranges.Count > 0)) || plan.Skipped is null
                || !Enum.IsDefined(plan.Search) || plan.Candidates.SelectMany(candidate => candidate.Ranges).Any(range => !(range.High > range.Low) || !(range.Low > (range.IsLogarithmic ? 0 : double.NegativeInfinity)) || !double.IsFinite(range.High)))
                throw new JsonException("a part is missing or outside its range");
            foreach (var setting in plan.Candidates.SelectMany(candidate => candidate.Settings.Append(candidate.At(range => range.Middle, candidate.Settings[0]))))
                _ = setting.Make();
            return plan;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or ArgumentException or NotSupportedException)
        {
            throw new DataException($"The plan {file} cannot be read: {fault.Message.TrimEnd('.')}.", fault) { Code = "bad-plan", File = file, Hint = "Give a file that kirana learn wrote with --plan-out." };
        }
    }

    /// <summary>Refuses a table of another shape.</summary>
    /// <param name="shape">The table's shape.</param>
    /// <exception cref="DataException"><c>bad-plan</c>.</exception>
    internal void Check(TableShape shape)
    {
        if (shape != Shape)
            throw new DataException($"The plan is for {Shape.Rows} rows of {Shape.Columns} columns; the table has {shape.Rows} of {shape.Columns}, or other levels or classes.")
            {
                Code = "bad-plan", Hint = "Repeat a plan on the table it was made for, with the same options, or make a new one by --budget.",
            };
    }
}
