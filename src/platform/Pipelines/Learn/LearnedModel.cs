using System.Text.Json;
using System.Text.Json.Nodes;
using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn;

/// <summary>A fitted model with what has to be known to use it on another file. Immutable and thread-safe.</summary>
/// <param name="Learner">The name of the learner.</param>
/// <param name="Target">The column it predicts.</param>
/// <param name="Group">The column whose equal values are one list, where rows are ranked.</param>
/// <param name="Columns">The names and kinds of the features.</param>
/// <param name="Fitted">The model.</param>
public sealed record LearnedModel(string Learner, string Target, string? Group, Schema Columns, FittedModel Fitted)
{
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
        var writer = Fitted.Write();
        writer.Schema = description.ToJsonString();
        writer.Save(path);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or does not describe its columns.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static LearnedModel Load(string path)
    {
        using var reader = ModelReader.Open(path);
        var learner = TableLearners.All.FirstOrDefault(own => string.Equals(own.ModelKind, reader.Kind, StringComparison.Ordinal))
            ?? throw Bad(path, $"holds a model of the kind '{reader.Kind}'; expected one of {string.Join(", ", TableLearners.All.Select(own => own.ModelKind).Distinct(StringComparer.Ordinal))}");
        try
        {
            using var description = JsonDocument.Parse(reader.Schema);
            var root = description.RootElement;
            var task = LearnTasks.Parse(root.GetProperty("task").GetString()) ?? throw new JsonException("the task is not known");
            var columns = Schema.Parse(reader.Schema);
            var fitted = learner.Load(task, reader);
            if (!columns.Columns.Select(column => column.Name).SequenceEqual(fitted.Features, StringComparer.Ordinal))
                throw new JsonException("its columns are not those of the model");
            if ((task is LearnTask.Binary && fitted.Labels.Count != 2) || (task is LearnTask.Multiclass && fitted.Labels.Count < 2))
                throw new JsonException("its classes are not those of the task");
            return new LearnedModel(root.GetProperty("learner").GetString() ?? learner.Name, root.GetProperty("target").GetString() ?? "",
                root.GetProperty("group").GetString(), columns, fitted);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Bad(path, $"does not say what it was fitted on: {e.Message.TrimEnd('.')}");
        }
    }

    private static DataException Bad(string path, string what) => new($"The model file {path} {what}.")
    {
        Code = "bad-model", File = path, Hint = "Give a file that kirana learn wrote with --out.",
    };
}
