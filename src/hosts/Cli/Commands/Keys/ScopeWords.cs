using Kirana.Cli.Invocation;
using Kirana.Operate.Access;
using Kirana.Pipelines.Words;

namespace Kirana.Cli.Commands.Keys;

/// <summary>The words for what a key allows.</summary>
internal static class ScopeWords
{
    private static readonly (string Word, AccessScope Scope)[] Words = [("read", AccessScope.Read), ("write", AccessScope.Write), ("admin", AccessScope.Admin)];

    /// <summary>The words of a scope.</summary>
    /// <param name="scope">The scope.</param>
    public static IReadOnlyList<string> Of(AccessScope scope) => [.. Words.Where(entry => scope.HasFlag(entry.Scope)).Select(entry => entry.Word)];

    /// <summary>The scope of words with commas between them.</summary>
    /// <param name="text">The words.</param>
    /// <exception cref="UsageException">A word is unknown.</exception>
    public static AccessScope Parse(string text)
    {
        var scope = AccessScope.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var found = Array.Find(Words, entry => string.Equals(entry.Word, word, StringComparison.Ordinal));
            if (found.Word is null)
                throw new UsageException($"--scope is some of read, write and admin with commas between them, not '{text}'.",
                    NearestWords.Nearest(word, Words.Select(entry => entry.Word)) is { } meant ? $"Did you mean {meant}?" : null);
            scope |= found.Scope;
        }

        return scope;
    }
}
