using Kirana.Cli.Invocation;

return CommandLine.Run(args);
