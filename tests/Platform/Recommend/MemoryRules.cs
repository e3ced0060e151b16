using Kirana.Operate.Rules;

namespace Kirana.Tests.Platform.Recommend;

/// <summary>Rules in memory.</summary>
/// <param name="changed">Told of every new version.</param>
internal sealed class MemoryRules(Action? changed = null) : IRuleVersions
{
    private readonly List<RuleVersion> _versions = [];

    public RuleVersion? Current() => _versions.LastOrDefault();

    public IReadOnlyList<RuleVersion> List() => [.. _versions.AsEnumerable().Reverse()];

    public RuleVersion Save(string text, int? after = null)
    {
        if (after is { } seen && seen != _versions.Count)
            throw new InvalidOperationException("Somebody else saved meanwhile.");
        _versions.Add(new RuleVersion(_versions.Count + 1, DateTimeOffset.UnixEpoch, text));
        changed?.Invoke();
        return _versions[^1];
    }
}
