namespace Kirana.Tests.Hosts.Cli;

/// <summary>What a process printed and how it ended.</summary>
internal sealed record Run(int ExitCode, string Output, string Error);
