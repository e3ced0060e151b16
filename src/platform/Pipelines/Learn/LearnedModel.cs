using System.Text.Json;
using System.Text.Json.Nodes;
using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn;

/// <summary>A fitted model with what has to be known to use it on another file. Immutable and thread-safe.</summary>
/// <param name="Learner">The name of the learner; of a model that was saved by itself, the first learner of such models.</param>
/// <param name="Target">The column it predicts; <see langword="null"/> of a model that was saved by itself, which does not know.</param>
/// <param name="Group">The column whose equal values are one list, where rows are ranked.</param>
/// <param name="Columns">The names and kinds of the features.</param>
/// <param name="Fitted">The model.</param>
public sealed record LearnedModel(string Learner, string? Target, string? Group, Schema Columns, FittedModel Fitted)
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
    /// <param name="path">The file: one of <see cref="Save"/>, or one that the model wrote by itself.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or its description does not fit its model.</exception>
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
            var fitted = learner.Load(reader, Text(root, "task"));
            var columns = root.TryGetProperty("columns", out _) ? Schema.Parse(reader.Schema) : fitted.Model.Schema;
            if (!columns.Columns.Select(column => column.Name).SequenceEqual(fitted.Features, StringComparer.Ordinal))
                throw new JsonException("its columns are not those of the model");
            return new LearnedModel(Text(root, "learner") ?? learner.Name, Text(root, "target"), Text(root, "group"), columns, fitted);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DataException { Code: "bad-schema" })
        {
            throw Bad(path, $"does not say what it was fitted on: {e.Message.TrimEnd('.')}");
        }
    }

    private static string? Text(JsonElement description, string name) => description.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static DataException Bad(string path, string what) => new($"The model file {path} {what}.")
    {
        Code = "bad-model", File = path, Hint = "Give a file that kirana learn wrote with --out, or a model saved by its Save method.",
    };
}
