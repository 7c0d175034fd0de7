import { replayArticle } from "./article-replay";

replayArticle("2.6.3");
