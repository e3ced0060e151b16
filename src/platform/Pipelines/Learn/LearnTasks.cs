using System.Text.Json;
using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Pipelines.Learn;

/// <summary>The words for tasks.</summary>
public static class LearnTasks
{
    /// <summary>All words, in the order of <see cref="LearnTask"/>.</summary>
    public static IReadOnlyList<string> Words { get; } = ["regression", "binary", "multiclass", "ranking"];

    /// <summary>The word for a task.</summary>
    /// <param name="task">The task.</param>
    public static string Word(LearnTask task) => Words[(int)task];

    /// <summary>The task of a word; <see langword="null"/> where it is none of <see cref="Words"/>.</summary>
    /// <param name="word">The word.</param>
    public static LearnTask? Parse(string? word)
    {
        for (var i = 0; i < Words.Count; i++)
            if (string.Equals(Words[i], word, StringComparison.Ordinal))
                return (LearnTask)i;
        return null;
    }

    /// <summary>The task of a model that was read from a file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="word">The task's word in the file; <see langword="null"/> where it has none and the model speaks for itself.</param>
    /// <exception cref="JsonException">The word is not known, or the model is not for that task.</exception>
    internal static LearnTask Of(ITableModel model, string? word)
    {
        var own = Of(model);
        var task = word is null ? own : Parse(word) ?? throw new JsonException($"the task '{word}' is not known");
        // Two classes may be asked for the probabilities of both.
        if (task != own && (task, own) is not (LearnTask.Multiclass, LearnTask.Binary))
            throw new JsonException($"it is not for the task {word}");
        var hasLabels = task is LearnTask.Binary or LearnTask.Multiclass;
        if (hasLabels ? model.Labels.Count < 2 : model.Labels.Count > 0)
            throw new JsonException(hasLabels ? "its classes have no labels" : "it predicts a number, but names classes");
        return task;
    }

    private static LearnTask Of(ITableModel model) => model switch
    {
        BoostedTrees { Link: Link.Softmax } => LearnTask.Multiclass,
        BoostedTrees { Link: Link.Logistic, Labels.Count: 2 } => LearnTask.Binary,
        BoostedTrees boosted => BoostingOptions.Ranks(boosted.Objective) ? LearnTask.Ranking : LearnTask.Regression,
        { Labels.Count: 0 } => LearnTask.Regression,
        { Labels.Count: 2 } => LearnTask.Binary,
        _ => LearnTask.Multiclass,
    };
}
