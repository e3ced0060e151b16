using System.Text.Json;
using System.Text.Json.Nodes;
using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Stacking;
using Kirana.Pipelines.Learn.Decisions;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Learn.Plans;
using Kirana.Pipelines.Learn.Reference;

namespace Kirana.Pipelines.Learn;

/// <summary>A fitted model with what has to be known to use it on another file. Immutable and thread-safe.</summary>
/// <param name="Learner">The name of the learner; of a model that was saved by itself, the first learner of such models.</param>
/// <param name="Target">The column it predicts; <see langword="null"/> of a model that was saved by itself, which does not know.</param>
/// <param name="Group">The column whose equal values are one list, where rows are ranked.</param>
/// <param name="Columns">The names and kinds of the features.</param>
/// <param name="Fitted">The model.</param>
public sealed record LearnedModel(string Learner, string? Target, string? Group, Schema Columns, FittedModel Fitted)
{
    /// <summary>How its probabilities become classes; the more probable one by default.</summary>
    public DecisionRule Rule { get; init; } = DecisionRule.MostProbable;

    /// <summary>What its columns and predictions looked like when it was made; <see langword="null"/> where nobody kept it.</summary>
    public ReferenceStatistics? Reference { get; init; }

    /// <summary>Writes the model: its own format, with this description in the place of the schema.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path)
    {
        var description = JsonNode.Parse(Columns.ToJson())!.AsObject();
        description["group"] = Group;
        description["learner"] = Learner;
        description["target"] = Target;
        description["task"] = LearnTasks.Word(Fitted.Task);
        if (Rule.Threshold is { } threshold)
            description["threshold"] = threshold;
        if (Rule.Costs is { } costs)
            description["costs"] = new JsonArray([.. costs.Values.Select(cost => (JsonNode)cost)]);
        if (Reference is not null)
            description["reference"] = Reference.ToJson();
        var writer = Fitted.Write();
        writer.Schema = description.ToJsonString();
        writer.Save(path);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file: one of <see cref="Save"/>, or one that the model wrote by itself.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or its description does not fit its model.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static LearnedModel Load(string path)
    {
        using var reader = ModelReader.Open(path);
        var isStack = string.Equals(reader.Kind, StackedModel.ModelKind, StringComparison.Ordinal);
        var learner = isStack ? null : TableLearners.Of(reader)
            ?? throw Bad(path, $"holds a model of the kind '{reader.Kind}'; expected one of {string.Join(", ", TableLearners.All.Select(own => own.ModelKind).Distinct(StringComparer.Ordinal))}");
        try
        {
            using var description = JsonDocument.Parse(reader.Schema);
            var root = description.RootElement;
            var fitted = learner is null ? OfStack(StackedModel.Load(reader), Text(root, "task")) : learner.Load(reader, Text(root, "task"));
            var columns = root.TryGetProperty("columns", out _) ? Schema.Parse(reader.Schema) : fitted.Model.Schema;
            if (!columns.Columns.Select(column => column.Name).SequenceEqual(fitted.Features, StringComparer.Ordinal))
                throw new JsonException("its columns are not those of the model");
            return new LearnedModel(Text(root, "learner") ?? learner?.Name ?? Contenders.Stack, Text(root, "target"), Text(root, "group"), columns, fitted)
            {
                Rule = RuleOf(root, fitted), Reference = root.TryGetProperty("reference", out var reference) ? ReferenceStatistics.Parse(reference) : null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException or DataException { Code: "bad-schema" })
        {
            throw Bad(path, $"does not say what it was fitted on: {e.Message.TrimEnd('.')}");
        }
    }

    private static FittedModel OfStack(StackedModel stack, string? task) => FittedModel.Of(LearnTasks.Of(stack, task), stack);

    private static DecisionRule RuleOf(JsonElement description, FittedModel fitted)
    {
        var costs = description.TryGetProperty("costs", out var own) ? new DecisionCosts(fitted.Labels.Count, [.. own.EnumerateArray().Select(cost => cost.GetDouble())]) : null;
        return new DecisionRule(description.TryGetProperty("threshold", out var threshold) ? threshold.GetDouble() : null, costs);
    }

    private static string? Text(JsonElement description, string name) => description.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static DataException Bad(string path, string what) => new($"The model file {path} {what}.")
    {
        Code = "bad-model", File = path, Hint = "Give a file that kirana learn wrote with --out, or a model saved by its Save method.",
    };
}
