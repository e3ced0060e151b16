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
}
