using System.Collections.Concurrent;
using Kirana.Operate.Shops;

namespace Kirana.Server.Dashboard.Parts;

/// <summary>Keeps the answers to questions that take a while, as long as the shop stays as it is: many viewers, and the two times that one
/// page is drawn, ask only once. Thread-safe.</summary>
internal sealed class Answers
{
    private const int Most = 256;

    private readonly ConcurrentDictionary<(string Question, ShopVersion Version), Lazy<object>> _answers = [];

    /// <summary>The answer, if it is there already.</summary>
    /// <param name="question">The question, with everything it depends on but the shop.</param>
    /// <param name="version">The shop's version.</param>
    /// <param name="answer">The answer.</param>
    public bool TryGet<T>(string question, ShopVersion version, out T answer)
    {
        var known = _answers.TryGetValue((question, version), out var kept) && kept.IsValueCreated;
        answer = known ? (T)kept!.Value : default!;
        return known;
    }

    /// <summary>The answer, found out if it is not there. An exception is not kept.</summary>
    /// <param name="question">The question.</param>
    /// <param name="version">The shop's version.</param>
    /// <param name="find">Finds it out.</param>
    public T Get<T>(string question, ShopVersion version, Func<T> find)
    {
        if (_answers.Count >= Most)
            _answers.Clear();
        var key = (question, version);
        var answer = _answers.GetOrAdd(key, _ => new Lazy<object>(() => find()!));
        try
        {
            return (T)answer.Value;
        }
        catch
        {
            _answers.TryRemove(key, out _);
            throw;
        }
    }
}
