using System.Text.Json;

namespace Kirana.Recommend.Options;

/// <summary>A learner's options by name: what writes them as the JSON object that model files and the registry keep, and reads them back.</summary>
/// <remarks>Members keep the order in which they were added, so equal options are equal text.</remarks>
/// <typeparam name="T">The learner.</typeparam>
internal sealed class OptionTable<T>
{
    private readonly List<Member> _members = [];

    /// <summary>Adds a finite number.</summary>
    public OptionTable<T> Number(string name, Func<T, double> value, Func<T, double, T> with) =>
        Add((json, learner) => json.WriteNumber(name, value(learner)), (json, learner) => json.TryGetProperty(name, out var own) ? with(learner, own.GetDouble()) : learner);

    /// <summary>Adds a number that may be infinite. JSON has no infinity: then the member is absent.</summary>
    public OptionTable<T> Limit(string name, Func<T, double> value, Func<T, double, T> with) => Add(
        (json, learner) =>
        {
            if (double.IsFinite(value(learner)))
                json.WriteNumber(name, value(learner));
        },
        (json, learner) => with(learner, json.TryGetProperty(name, out var own) ? own.GetDouble() : double.PositiveInfinity));

    /// <summary>Adds a whole number.</summary>
    public OptionTable<T> Integer(string name, Func<T, int> value, Func<T, int, T> with) =>
        Add((json, learner) => json.WriteNumber(name, value(learner)), (json, learner) => json.TryGetProperty(name, out var own) ? with(learner, (int)own.GetDouble()) : learner);

    /// <summary>Adds a choice by its name.</summary>
    public OptionTable<T> Choice<TChoice>(string name, Func<T, TChoice> value, Func<T, TChoice, T> with) where TChoice : struct, Enum => Add(
        (json, learner) => json.WriteString(name, value(learner).ToString()),
        (json, learner) => !json.TryGetProperty(name, out var own) ? learner
            : Enum.TryParse<TChoice>(own.GetString(), out var choice) ? with(learner, choice)
            : throw new FormatException($"'{own}' is no {typeof(TChoice).Name}."));

    private OptionTable<T> Add(Action<Utf8JsonWriter, T> write, Func<JsonElement, T, T> read)
    {
        _members.Add(new Member(write, read));
        return this;
    }

    /// <summary>The options as JSON.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="rest">Writes what comes after the table's members.</param>
    public string Write(T learner, Action<Utf8JsonWriter>? rest = null) => LearnerOptions.Write(json =>
    {
        foreach (var member in _members)
            member.Write(json, learner);
        rest?.Invoke(json);
    });

    /// <summary>The learner with the options of an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="defaults">What keeps its options where they are absent.</param>
    /// <exception cref="FormatException">A choice is unknown; also <see cref="InvalidOperationException"/> where a member is of another kind.</exception>
    public T Read(JsonElement json, T defaults) => _members.Aggregate(defaults, (learner, member) => member.Read(json, learner));

    private sealed record Member(Action<Utf8JsonWriter, T> Write, Func<JsonElement, T, T> Read);
}
